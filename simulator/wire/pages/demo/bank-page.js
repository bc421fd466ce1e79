/** The bank's two pages are one document, and a link between them loads it anew. */
export const isLoans = new URLSearchParams(location.search).get('page') === 'loans';
