/** The paths of all texts below a part of the messages, by which problems name them: `storage.missing`, … */
export type Code<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Code<Tree[Key]>}`
}[keyof Tree & string]

/** Whether there is a text for a code, and not a group of texts or something inherited. */
export function isCodeOf<Tree extends object>(tree: Tree, code: string): code is Code<Tree> {
  let node: unknown = tree
  for (const part of code.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return false
    node = Reflect.get(node, part)
  }
  // A message with parameters is a list once it is compiled.
  return typeof node === 'string' || Array.isArray(node)
}
