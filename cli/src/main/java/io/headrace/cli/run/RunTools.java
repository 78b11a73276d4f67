package io.headrace.cli.run;

import io.headrace.cli.Pace;
import io.headrace.cli.Terminal;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * What {@code headrace run} needs of the world around it.
 *
 * @param names unguessable ones, a new one each time: what occurs in no file
 */
record RunTools(Terminal terminal, InputStream stdin, Pace pace, OnInterrupt onInterrupt, Supplier<String> names) {}
