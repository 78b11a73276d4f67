package io.headrace.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.cli.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSecretTest {

    @TempDir
    private Path folder;

    @Test
    void isReadFromAFileOrTakenAsItIs() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), "s3cr3t\n");

        assertThat(SharedSecret.of(Optional.of(file), Optional.empty())).isEqualTo("s3cr3t");
        assertThat(SharedSecret.of(Optional.empty(), Optional.of(file.toString())))
                .isEqualTo("s3cr3t");
        assertThat(SharedSecret.of(Optional.empty(), Optional.of("pass/word"))).isEqualTo("pass/word");
    }

    @Test
    void isNotTheNameOfAFileThatIsMissing() {
        var missing = folder.resolve("missing");

        assertThatThrownBy(() -> SharedSecret.of(Optional.of(missing), Optional.empty()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void isNeitherBlankNorLeftOut() {
        assertThatThrownBy(() -> SharedSecret.of(Optional.empty(), Optional.of("  ")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> SharedSecret.of(Optional.empty(), Optional.empty()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("--orch-secret-file");
    }
}
