/** Tests of these folders read no clock, and nothing that they import does (tests/unit/repository/rules.test.ts). */
export const timeless: readonly string[] = ['tests/unit/protocol', 'tests/unit/threads', 'tests/vectors'];
