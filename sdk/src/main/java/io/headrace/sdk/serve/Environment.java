package io.headrace.sdk.serve;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** Settings as the network's containers are given them: variables of the environment. An empty one is an absent one. */
record Environment(Map<String, String> variables) {

    String text(String name, String otherwise) {
        var value = variables.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    boolean has(String name) {
        return !text(name, "").isEmpty();
    }

    long whole(String name, long otherwise, long min, long max) {
        var text = text(name, Long.toString(otherwise));
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, like a number that is out of range.
        }
        throw new IllegalArgumentException(
                name + " is \"" + text + "\"; a whole number from " + min + " to " + max + " is wanted");
    }

    URI url(String name, String meaning) {
        var text = text(name, "");
        try {
            var url = new URI(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException noUrl) {
            // Told below, like an address of another kind.
        }
        throw new IllegalArgumentException(
                name + " is \"" + text + "\"; " + meaning + " is wanted, http://HOST:PORT or https://HOST:PORT");
    }
}
