/**
 * JSON Schemas as people write JSON: {"name": text, "times"?: whole number or null}.
 *
 * @import { Document, Schema } from './openapi.js'
 */

const WORDS = /** @type {Record<string, string>} */ ({
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
});

/**
 * What a schema describes; whatever it refers to is written out.
 * @param {Schema} schema @param {Document} api @param {string} [indent] @returns {string}
 */
export function shape(schema, api, indent = '') {
  if (schema.$ref) return shape(named(schema.$ref, api), api, indent);
  if (schema.anyOf) return schema.anyOf.map((one) => shape(one, api, indent)).join(' or ');
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.items) return `[${shape(schema.items, api, indent)}, …]${bounds(schema)}`;
  if (schema.properties) return members(schema, api, indent);
  if (schema.type === 'object') return mapping(schema, api, indent);
  return `${WORDS[schema.type ?? ''] ?? 'anything'}${bounds(schema)}`;
}

/** @param {Schema} schema @param {Document} api @param {string} indent */
function members(schema, api, indent) {
  const deeper = `${indent}  `;
  const lines = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${deeper}"${name}"${optional}: ${shape(member, api, deeper)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** @param {Schema} schema @param {Document} api @param {string} indent */
function mapping(schema, api, indent) {
  const values = schema.additionalProperties;
  return typeof values === 'object' ? `{"…": ${shape(values, api, indent)}}` : '{…}';
}

/** @param {string} reference @param {Document} api @returns {Schema} */
function named(reference, api) {
  return api.components.schemas[reference.split('/').pop() ?? ''] ?? {};
}

/** @param {Schema} schema */
function bounds(schema) {
  const said = [
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' characters'),
    range(undefined, schema.maxItems, ' items'),
    schema.pattern,
    schema.format,
  ].filter(Boolean);
  return said.length ? ` (${said.join(', ')})` : '';
}

/** @param {number | undefined} least @param {number | undefined} most @param {string} unit */
function range(least, most, unit) {
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return `at least ${least}${unit}`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
}
