package io.headrace.cli;

import java.io.PrintStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The machine-readable face: exactly one JSON document on standard output. */
public final class JsonOutput {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonOutput() {}

    public static void print(PrintStream out, Object document) {
        out.println(MAPPER.writeValueAsString(document));
        out.flush();
    }
}
