import { Icon } from '@/components/ui/icon'
import type { GitOpsView } from '@/lib/fleet/view'

/** Names of products: the same in every language. */
const NAME: Record<GitOpsView['tool'], string> = { 'argo-cd': 'Argo CD', flux: 'Flux' }

/** Who undoes what is changed elsewhere than in Git, by product and by the name it goes by there. */
export function gitOpsOwner({ tool, name, namespace }: GitOpsView): string {
  return `${NAME[tool]} ${namespace === null ? '' : `${namespace}/`}${name}`
}

/** A branch and the product that follows it. */
export function GitOpsMark({ tool }: Pick<GitOpsView, 'tool'>) {
  return (
    <span className="inline-flex items-center gap-[3px] align-bottom">
      <Icon name="branch" size={11} />
      {NAME[tool]}
    </span>
  )
}
