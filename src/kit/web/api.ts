import { SmartCoercionPlugin } from '@orpc/json-schema';
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { ORPCError, onError } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { Hono } from 'hono';
import type { Operation } from '../action.ts';
import type { Call, Services } from '../context.ts';
import type { Room } from '../room.ts';

/** Operations by the two halves of their name, as oRPC, the API's documents and the command line read them. */
export type OperationTree = Record<string, Record<string, Operation>>;

export function operationTree(rooms: readonly Room[]): OperationTree {
  const tree: OperationTree = {};
  for (const operation of rooms.flatMap((room) => room.operations)) {
    const [subject, verb] = operation.meta.name.split('.') as [string, string];
    if (!operation.meta.webOnly) tree[subject] = { ...tree[subject], [verb]: operation };
  }
  return tree;
}

const REFUSAL: OpenAPI.SchemaObject = {
  type: 'object',
  properties: {
    code: { type: 'string' },
    status: { type: 'integer' },
    message: { type: 'string', description: 'A sentence in the language asked for (X-Grappe-Language: fr or en).' },
    data: {
      type: 'object',
      properties: {
        fields: {
          type: 'array',
          items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } },
        },
      },
    },
  },
  required: ['code', 'status', 'message'],
};

const schemaConverters = [new ZodToJsonSchemaConverter()];

/** The OpenAPI 3.1 document of every operation that has an address. */
export function describeApi(rooms: readonly Room[], url: string) {
  return new OpenAPIGenerator({ schemaConverters }).generate(operationTree(rooms), {
    info: {
      title: 'Grappe',
      version: '1',
      description:
        'Programme des pôles de compétitivité, phase III. Une opération par acte ou par lecture ; les refus portent un code et une phrase. — One operation per act or reading; refusals carry a code and a sentence.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${url}/api/v1` }],
    // Every refusal has one shape; an operation only says which codes it gives, with their sentence.
    customErrorResponseBodySchema: (refusals) => ({
      allOf: [
        { $ref: '#/components/schemas/Refusal' },
        { properties: { code: { enum: refusals.map(([code]) => code) } } },
      ],
      description: refusals.map(([code, sentence]) => `${code}: ${sentence}`).join('\n'),
    }),
    components: {
      schemas: { Refusal: REFUSAL },
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'Clé d’API créée sur « Mon compte ».' } },
    },
    security: [{ key: [] }, {}],
  });
}

type Env = { Variables: { call: Call; requestId: string } };

export function apiFor(rooms: readonly Room[], services: Services): Hono<Env> {
  const app = new Hono<Env>();
  let document: Promise<unknown> | undefined;
  app.get('/openapi.json', async (c) => {
    document ??= describeApi(rooms, services.config.url);
    return c.json((await document) as object);
  });
  const handler = new OpenAPIHandler<Call>(operationTree(rooms), {
    plugins: [new SmartCoercionPlugin({ schemaConverters })],
    interceptors: [
      onError((error) => {
        if (!(error instanceof ORPCError) || error.status >= 500)
          services.log.error({ err: error }, 'unexpected error');
      }),
    ],
  });
  app.use(async (c, next) => {
    const { matched, response } = await handler.handle(c.req.raw, {
      prefix: '/api/v1',
      context: { ...c.get('call'), door: 'api' },
    });
    if (matched) return c.newResponse(response.body, response);
    await next();
  });
  return app;
}
