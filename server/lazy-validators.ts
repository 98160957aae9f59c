/**
 * fastify's own validators, each made when its act is first asked for. To make all of them takes a quarter of the time
 * that a portal needs to start, and most acts are not asked for in its first minutes.
 */
import AjvCompiler from '@fastify/ajv-compiler';

type Build = ReturnType<typeof AjvCompiler>;
type Validator = ReturnType<ReturnType<Build>>;

/** For fastify's `schemaController.compilersFactory`. A schema that is none is refused by the first request. */
export function lazyValidators(): Build {
  const build = AjvCompiler();
  return (schemas, options) => {
    const compile = build(schemas, options);
    return (route) => {
      let made: Validator | undefined;
      const validate = (data: unknown) => {
        made ??= compile(route);
        const holds = made(data);
        validate.errors = made.errors;
        return holds;
      };
      validate.errors = undefined as Validator['errors'];
      return validate as Validator;
    };
  };
}
