package io.headrace.node.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cli.CommandFailed;
import io.headrace.crypto.SecretSource;
import io.headrace.ethereum.key.KeyStore;
import io.headrace.ethereum.key.Passphrase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WalletCreateCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void makesAKeyThatThePassphraseOpens() throws IOException {
        var passphrase = passphrase("correct horse\n");

        assertThat(create("--passphrase-file", passphrase.toString())).isZero();

        var key = KeyStore.read(file(), Passphrase.fromFile(passphrase));
        assertThat(out.toString().strip()).isEqualTo(key.address().toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void writesOverNoKey() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "a key");

        assertThat(create("--passphrase-file", passphrase("secret").toString())).isEqualTo(3);
        assertThat(file()).hasContent("a key");
    }

    @Test
    void takesNoEmptyPassphrase() throws IOException {
        assertThat(create("--passphrase-file", passphrase("\n").toString())).isEqualTo(2);
        assertThat(file()).doesNotExist();
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(create("--passphrase-file", folder.resolve("nowhere").toString()))
                .isEqualTo(3);
        assertThat(out.toString()).contains("nowhere");
    }

    @Test
    void takesNoPassphraseAsAnArgument() {
        assertThat(create("--passphrase", "secret")).isEqualTo(2);
    }

    private int create(String... options) {
        var line = new CommandLine(new WalletCreateCommand(SecretSource.system()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        line.setExecutionExceptionHandler((failure, _, _) -> {
            out.append(failure.getMessage());
            return ((CommandFailed) failure).exitCode().code();
        });
        var all = new String[options.length + 1];
        all[0] = file().toString();
        System.arraycopy(options, 0, all, 1, options.length);
        return line.execute(all);
    }

    private Path file() {
        return folder.resolve("keys").resolve("gateway.json");
    }

    private Path passphrase(String text) throws IOException {
        return Files.writeString(folder.resolve("passphrase"), text);
    }
}
