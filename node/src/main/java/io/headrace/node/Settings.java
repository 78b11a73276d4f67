package io.headrace.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when the command line does not give it: the environment
 * ({@code HEADRACE_PORT_OFFSET} for {@code --port-offset}), then the TOML file ({@code port-offset = 100}), then the
 * default that the option declares.
 */
final class Settings implements IDefaultValueProvider {

    private static final String ENVIRONMENT_PREFIX = "HEADRACE_";

    private final Map<String, String> environment;
    private final Optional<TomlParseResult> file;

    Settings(Map<String, String> environment, Optional<TomlParseResult> file) {
        this.environment = Map.copyOf(environment);
        this.file = file;
    }

    /**
     * Reads the file that {@code HEADRACE_CONFIG} names, if it names one.
     *
     * @throws IllegalArgumentException when it cannot be read or is not TOML; the message says where
     */
    static Settings fromEnvironment(Map<String, String> environment) {
        var named = environment.get(ENVIRONMENT_PREFIX + "CONFIG");
        return new Settings(environment, named == null ? Optional.empty() : Optional.of(read(Path.of(named))));
    }

    private static TomlParseResult read(Path path) {
        try {
            var parsed = Toml.parse(Files.readString(path));
            if (parsed.hasErrors()) {
                throw new IllegalArgumentException("The configuration " + path + " is not TOML: "
                        + parsed.errors().getFirst());
            }
            return parsed;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "The configuration " + path + " that HEADRACE_CONFIG names cannot be read", unreadable);
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return argument.defaultValue();
        }
        String name = option.longestName().replaceFirst("^-+", "");
        var fromEnvironment =
                environment.get(ENVIRONMENT_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT));
        if (fromEnvironment != null) {
            return fromEnvironment;
        }
        return file.map(toml -> toml.get(name)).map(Object::toString).orElseGet(argument::defaultValue);
    }
}
