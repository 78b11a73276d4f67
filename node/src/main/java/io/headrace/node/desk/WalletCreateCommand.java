package io.headrace.node.desk;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import io.headrace.ethereum.key.KeyStore;
import io.headrace.ethereum.key.Passphrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key of the curve in a V3 key store. Takes no node, and never a passphrase as an argument. */
@Command(
        name = "create",
        description = "Makes a new key in an encrypted file, and prints its address.",
        mixinStandardHelpOptions = true)
public final class WalletCreateCommand implements Callable<Integer> {

    private final SecretSource secrets;

    @Parameters(paramLabel = "FILE", description = "the key store; it must not exist yet")
    private Path file = Path.of("");

    @Option(
            names = "--passphrase-file",
            paramLabel = "PATH",
            description = "holds the passphrase (default: the terminal asks for it)")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public WalletCreateCommand(SecretSource secrets) {
        this.secrets = secrets;
    }

    @Override
    public Integer call() {
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            var passphrase = passphrase();
            var key = PrivateKey.generate(secrets);
            Files.createDirectories(file.toAbsolutePath().getParent());
            KeyStore.create(file, key, passphrase, secrets);
            print(key);
            return ExitCode.DONE.code();
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailed(
                    ExitCode.UNFIT, file + " exists, and a key is never written over. Name another file.");
        } catch (IOException failed) {
            throw new CommandFailed(ExitCode.UNFIT, "The key store " + file + " was not made: " + failed.getMessage());
        }
    }

    private Passphrase passphrase() throws IOException {
        var given = passphraseFile.isPresent() ? Passphrase.fromFile(passphraseFile.get()) : typedTwice();
        if (given.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "The passphrase is empty: whoever reads the file would have the key.");
        }
        return given;
    }

    private static Passphrase typedTwice() {
        var first = typed("Passphrase: ");
        if (!first.isSameAs(typed("Once more: "))) {
            throw new CommandFailed(ExitCode.WRONG_USE, "The two are not the same. No key was made.");
        }
        return first;
    }

    private static Passphrase typed(String prompt) {
        return Passphrase.fromConsole(prompt)
                .orElseThrow(() ->
                        new CommandFailed(ExitCode.WRONG_USE, "There is no terminal to ask: give --passphrase-file."));
    }

    private void print(PrivateKey key) {
        if (json) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("address", key.address().toString());
            fields.put("file", file.toAbsolutePath().normalize().toString());
            JsonOutput.print(System.out, fields);
        } else {
            spec.commandLine().getOut().println(key.address());
        }
    }
}
