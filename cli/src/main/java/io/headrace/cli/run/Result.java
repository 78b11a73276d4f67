package io.headrace.cli.run;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a request.
 *
 * @param files that are here
 * @param words to be printed, unless they went to a file or were printed as they came
 * @param more what programs want to know besides, by its name
 */
record Result(List<Saved> files, Optional<String> words, ObjectNode more) {
    Result {
        files = List.copyOf(files);
    }
}
