// The end of tsx's compiler, by what it says.

/** What the compiler says of itself where it got no process or no thread. */
export const NO_COMPILER = /^(?:TransformError: )?The service (?:was stopped|is no longer running)/;
