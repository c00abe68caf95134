import { Copy } from '@/components/ui/copy'
import { Figure } from '@/components/ui/figure'
import { shortenMiddle } from './shorten'

/** An id cut in the middle; whole in its tip and when copied. @param props.what its name for the label of the button. */
export function ShortId({ id, what, tabIndex }: { id: string; what: string; tabIndex?: number | undefined }) {
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <Figure className="mono" tip={id}>
        {shortenMiddle(id)}
      </Figure>
      <Copy text={id} what={what} tabIndex={tabIndex} />
    </span>
  )
}
