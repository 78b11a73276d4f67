package io.headrace.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    private final SecretSource secrets = SecretSource.system();

    @TempDir
    Path folder;

    @Test
    void keepsItsKeyAcrossARestart() {
        var first = new DataDirectory(folder).key(secrets);

        var second = new DataDirectory(folder).key(secrets);

        assertThat(second.address()).isEqualTo(first.address());
    }

    @Test
    void letsNobodyElseReadASecret() throws IOException {
        new DataDirectory(folder).adminToken(secrets);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("admin.token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void namesTheFileThatItCannotMake() throws IOException {
        Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> new DataDirectory(folder.resolve("file").resolve("deeper")).key(secrets))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void standsWhereTheDesktopStandardPutsData() {
        assertThat(DataDirectory.standard(Map.of("XDG_DATA_HOME", "/data", "HOME", "/home/me"))
                        .root())
                .isEqualTo(Path.of("/data/headrace"));
        assertThat(DataDirectory.standard(Map.of("HOME", "/home/me")).root())
                .isEqualTo(Path.of("/home/me/.local/share/headrace"));
    }
}
