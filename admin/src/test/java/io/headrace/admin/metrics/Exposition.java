package io.headrace.admin.metrics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What a scrape says, without the labels that every meter has. */
record Exposition(List<String> lines) {

    private static final Pattern OF_THE_NODE = Pattern.compile("node_(id|type)=\"[^\"]*\",?");

    static Exposition of(NodeMeters meters) {
        return new Exposition(meters.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> OF_THE_NODE
                        .matcher(line)
                        .replaceAll("")
                        .replace(",}", "}")
                        .replace("{}", ""))
                .toList());
    }

    /** @param series a name, with labels in braces when there are any, in alphabetical order */
    OptionalDouble value(String series) {
        return lines.stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst();
    }

    List<String> names() {
        return lines.stream().map(line -> line.split("[{ ]", 2)[0]).distinct().toList();
    }
}
