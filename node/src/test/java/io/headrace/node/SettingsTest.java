package io.headrace.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class SettingsTest {

    @Command
    static final class Sample implements Runnable {
        @Option(names = "--port-offset", defaultValue = "7")
        int portOffset;

        @Override
        public void run() {}
    }

    private int portOffset(Map<String, String> environment, String toml, String... commandLine) {
        var sample = new Sample();
        new CommandLine(sample)
                .setDefaultValueProvider(new Settings(environment, Optional.of(Toml.parse(toml))))
                .parseArgs(commandLine);
        return sample.portOffset;
    }

    @Test
    void prefersTheCommandLineOverTheEnvironmentOverTheFileOverTheDefault() {
        var environment = Map.of("HEADRACE_PORT_OFFSET", "2");

        assertThat(portOffset(environment, "port-offset = 3", "--port-offset", "1"))
                .isEqualTo(1);
        assertThat(portOffset(environment, "port-offset = 3")).isEqualTo(2);
        assertThat(portOffset(Map.of(), "port-offset = 3")).isEqualTo(3);
        assertThat(portOffset(Map.of(), "")).isEqualTo(7);
    }
}
