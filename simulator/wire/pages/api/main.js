/** @import { Content, Document, Operation, Parameter } from './openapi.js' */
import { shape } from '/pages/api/shape.js';
import { byId, element, fill } from '/pages/shared/element.js';

/** @type {Document} */
let api;

read().then(show, (/** @type {Error} */ error) => {
  byId('trouble').textContent = `The description cannot be read: ${error.message}`;
  byId('trouble').hidden = false;
});

async function read() {
  const response = await fetch('/_simulator/openapi.json');
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  api = answer;
}

function show() {
  fill(byId('contents'), ...api.tags.map(({ name }) => element('a', { href: `#${slug(name)}` }, name)));
  fill(byId('operations'), ...api.tags.map(({ name, description }) => section(name, description)));
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
  target?.scrollIntoView();
}

/** @param {string} tag @param {string} description */
function section(tag, description) {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => entry(method.toUpperCase(), path, operation)),
  );
  return element('section', { id: slug(tag) }, element('h2', {}, tag), element('p', {}, plain(description)), ...operations);
}

/** @param {string} method @param {string} path @param {Operation} operation */
function entry(method, path, operation) {
  const line = element(
    'summary',
    {},
    element('span', { class: 'method' }, method),
    element('code', {}, path),
    element('span', { class: 'quiet' }, plain(operation.summary)),
  );
  const details = element('details', { id: operation.operationId }, line);
  // Most stay folded, so their insides are made when they are looked at.
  details.addEventListener('toggle', () => details.append(inside(operation)), { once: true });
  return details;
}

/** @param {Operation} operation */
function inside(operation) {
  const { parameters, requestBody, responses } = operation;
  return element(
    'div',
    {},
    operation.description && element('p', {}, plain(operation.description)),
    parameters && element('h3', {}, 'Parameters'),
    parameters && element('dl', {}, ...parameters.flatMap(parameter)),
    requestBody && element('h3', {}, 'Body'),
    ...bodies(requestBody?.content),
    ...Object.entries(responses).flatMap(([status, answer]) => [
      element('h3', {}, `${status} ${plain(answer.description)}`),
      ...(Number(status) < 400 || !isError(answer.content) ? bodies(answer.content) : []),
    ]),
  );
}

/** @param {Parameter} parameter */
function parameter({ name, in: place, required, description, schema }) {
  const needed = required ? '' : ', optional';
  const otherwise = schema.default === undefined ? '' : `, otherwise ${JSON.stringify(schema.default)}`;
  return [
    element('dt', {}, element('code', {}, name)),
    element('dd', {}, `${shape(schema, api)} in the ${place}${needed}${otherwise}. ${description ?? ''}`),
  ];
}

/** @param {Content | undefined} content */
function bodies(content) {
  return Object.entries(content ?? {}).flatMap(([mediaType, { schema }]) => [
    element('p', { class: 'quiet' }, mediaType),
    element('pre', { tabindex: 0 }, shape(schema, api)),
  ]);
}

/** Whether it is the one shape of all errors, which needs no repeating. @param {Content | undefined} content */
function isError(content) {
  return content?.['application/json']?.schema.$ref?.endsWith('/ErrorAnswer') ?? false;
}

/** Text without the marks that the document has around code. @param {string} text */
function plain(text) {
  return text.replaceAll('`', '');
}

/** @param {string} name */
function slug(name) {
  return name.replaceAll(' ', '-');
}
