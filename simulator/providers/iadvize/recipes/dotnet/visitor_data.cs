using System.Collections.Generic;

// Only these eight, only strings; what is unknown is left out, not null.
static Dictionary<string, string> VisitorData(IDictionary<string, object> customer)
{
    var data = new Dictionary<string, string>();
    foreach (var field in new[] { "firstName", "lastName", "email", "phoneNumber",
                                  "address", "zipCode", "city", "country" })
        if (customer.TryGetValue(field, out var value) && value != null)
            data[field] = value.ToString();
    return data;
}
