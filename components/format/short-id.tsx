import { Copy } from '@/components/ui/copy'
import { shortenMiddle } from './shorten'

/** An id cut in the middle; whole on hover and when copied. @param props.what its name for the label of the button. */
export function ShortId({ id, what, tabIndex }: { id: string; what: string; tabIndex?: number | undefined }) {
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <span className="mono" title={id}>
        {shortenMiddle(id)}
      </span>
      <Copy text={id} what={what} tabIndex={tabIndex} />
    </span>
  )
}
