export type LabelPredicate = (labels: Record<string, string> | undefined) => boolean

/** The selector's text is not one; the message is the API server's. */
export class InvalidSelector extends Error {}

const KEY = '[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?'
const VALUE = '[A-Za-z0-9._-]*'
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`)
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s+\\(([^()]*)\\)$`)
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`)

/**
 * Reads a `labelSelector`: requirements joined by commas, all of which must hold: `app=orders`, `app!=orders`,
 * `type in (a,b)`, `type notin (a)`, `app`, `!app`. As in Kubernetes, `!=` and `notin` hold where the label is absent.
 *
 * @throws InvalidSelector
 */
export function parseLabelSelector(selector: string): LabelPredicate {
  const requirements = splitOutsideParentheses(selector)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseRequirement)
  return (labels) => requirements.every((holds) => holds(labels))
}

function parseRequirement(text: string): LabelPredicate {
  const [, equalKey, operator, value] = EQUALITY.exec(text) ?? []
  if (equalKey !== undefined) {
    return (labels) => (labels?.[equalKey] === value) === (operator !== '!=')
  }
  const [, setKey, membership, list] = SET.exec(text) ?? []
  if (setKey !== undefined && list !== undefined) {
    const values = new Set(list.split(',').map((item) => item.trim()))
    return (labels) => {
      const label = labels?.[setKey]
      return (label !== undefined && values.has(label)) === (membership === 'in')
    }
  }
  const [, negation, key] = EXISTENCE.exec(text) ?? []
  if (key !== undefined) return (labels) => (labels?.[key] !== undefined) === (negation === '')
  throw new InvalidSelector(`unable to parse requirement: ${text}`)
}

function splitOutsideParentheses(selector: string): string[] {
  return selector.split(/,(?![^()]*\))/)
}
