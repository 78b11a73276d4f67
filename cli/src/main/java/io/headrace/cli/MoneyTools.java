package io.headrace.cli;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What the commands that move money work with.
 *
 * @param standardData the data directory when none is named
 * @param names a new one for each change, so that asking twice does it once; letters, digits and hyphens
 */
record MoneyTools(Path standardData, Terminal terminal, Pace pace, Question question, Supplier<String> names) {}
