export { createTag } from './create-tag.js';
export { offline } from './offline.js';
