package io.headrace.cli;

import tools.jackson.databind.JsonNode;

/** An answer of the admin API as it is printed: one document, or a line for each field. */
final class DocumentLines {

    private DocumentLines() {}

    static void print(Terminal terminal, boolean json, JsonNode document) {
        if (json) {
            JsonOutput.print(terminal.out(), document);
            return;
        }
        lines(terminal, "", document);
        terminal.out().flush();
    }

    private static void lines(Terminal terminal, String prefix, JsonNode document) {
        document.properties().forEach(field -> {
            var name = prefix + field.getKey();
            var value = field.getValue();
            if (value.isObject()) {
                lines(terminal, name + ".", value);
            } else if (value.isArray()) {
                value.forEach(each -> terminal.out().printf("%-14s %s%n", name, each));
            } else {
                terminal.out().printf("%-14s %s%n", name, value.asString(""));
            }
        });
    }
}
