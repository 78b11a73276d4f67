package io.headrace.models.batch.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of a header's value (RFC 9110 section 5.6.6): {@code form-data; name="image"; filename="a \"b\".png"}. */
record HeaderParameters(Map<String, String> byName) {

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([A-Za-z0-9_*-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"\\s]++))");

    HeaderParameters {
        byName = Map.copyOf(byName);
    }

    static HeaderParameters of(String value) {
        var found = new HashMap<String, String>();
        var matcher = PARAMETER.matcher(value);
        while (matcher.find()) {
            var name = matcher.group(1).toLowerCase(Locale.ROOT);
            found.putIfAbsent(name, matcher.group(3) != null ? matcher.group(3) : unquoted(matcher.group(2)));
        }
        return new HeaderParameters(found);
    }

    private static String unquoted(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
