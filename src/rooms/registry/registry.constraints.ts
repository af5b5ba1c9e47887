/** Did the database refuse because of this constraint? What a rule could not see, two acts at once, ends there. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof Error && (error as Error & { constraint?: string }).constraint === constraint;

/** Runs a statement; when the database answers with one of these constraints, `refuse` says so in the programme's words. */
export async function whenRefused<T>(
  statement: Promise<T>,
  answers: Readonly<Record<string, () => never>>,
): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    for (const [constraint, refuse] of Object.entries(answers)) if (violates(error, constraint)) refuse();
    throw error;
  }
}

/** Source of what a person typed, when they gave none. */
export const TYPED = 'Saisie dans Grappe';
