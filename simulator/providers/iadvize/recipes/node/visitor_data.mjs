const FIELDS = [
  'firstName', 'lastName', 'email', 'phoneNumber',
  'address', 'zipCode', 'city', 'country',
];

// Only these eight, only strings; what is unknown is left out, not null.
export const visitorData = (customer) =>
  Object.fromEntries(
    FIELDS.filter((field) => customer[field] != null)
      .map((field) => [field, String(customer[field])]),
  );
