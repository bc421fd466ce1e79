import java.util.*;

// Only these eight, only strings; what is unknown is left out, not null.
static Map<String, String> visitorData(Map<String, ?> customer) {
    var data = new LinkedHashMap<String, String>();
    for (var field : List.of("firstName", "lastName", "email", "phoneNumber",
                             "address", "zipCode", "city", "country")) {
        var value = customer.get(field);
        if (value != null) data.put(field, value.toString());
    }
    return data;
}
