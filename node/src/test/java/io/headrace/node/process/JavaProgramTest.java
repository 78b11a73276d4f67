package io.headrace.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProgramTest {

    @TempDir
    private Path home;

    @Test
    void tellsWhereTheInstallationIsSoThatProgramsOfProgramsFindWhatWasLearned() throws IOException {
        Files.createFile(home.resolve("headrace.aot"));

        assertThat(JavaProgram.options(home.toString()))
                .contains("-Dheadrace.home=" + home, "-XX:AOTCache=" + home.resolve("headrace.aot"));
    }

    @Test
    void goesWithoutWhatWasNotLearned() {
        assertThat(JavaProgram.options(home.toString()))
                .contains("-Dheadrace.home=" + home)
                .noneMatch(option -> option.contains("AOT"));
    }

    @Test
    void namesNoInstallationWhereThereIsNone() {
        assertThat(JavaProgram.options("")).noneMatch(option -> option.startsWith("-Dheadrace.home"));
    }

    /** A node that a node starts is no other than one that a person starts. */
    @Test
    void runsNodesWithTheLaunchersOptions() throws IOException {
        var carriers = Math.max(8, Runtime.getRuntime().availableProcessors());

        var launchers = Files.readAllLines(Path.of("..", "headrace")).stream()
                .filter(line -> line.startsWith("jvm=\""))
                .flatMap(line -> Stream.of(line.split("\"")[1].split(" ")))
                .map(option -> option.replace("$carriers", Integer.toString(carriers)));

        assertThat(JavaProgram.options("")).containsExactlyElementsOf(launchers.toList());
    }

    @Test
    void startsTheSameJvmOnTheSameClassesWithWhatIsAdded() {
        var program = JavaProgram.running().with("-Xmx128m");

        assertThat(program.commandLine("some.Main", List.of("--json")))
                .startsWith(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .endsWith("-Xmx128m", "-cp", program.classPath(), "some.Main", "--json");
    }
}
