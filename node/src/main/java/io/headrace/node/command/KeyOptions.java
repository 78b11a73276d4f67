package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.ethereum.key.KeyStore;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.ethereum.key.Passphrase;
import io.headrace.ethereum.key.RemoteKey;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.NodeBase;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Whose account a role acts from: a key store, a signing service, or the key in its data directory. No secret is ever
 * taken from the command line, where every user of the machine could read it.
 */
final class KeyOptions {

    private static final Duration SIGNING_LIMIT = Duration.ofSeconds(5);

    @Option(
            names = {"--eth-keystore-path", "-ethKeystorePath"},
            paramLabel = "PATH",
            description = "a key store of version 3, or a folder of them; default is the key in --data")
    private Optional<Path> keyStore = Optional.empty();

    @Option(
            names = {"--eth-acct-addr", "-ethAcctAddr"},
            paramLabel = "ADDRESS",
            description = "the account; chooses among several key stores")
    private Optional<String> account = Optional.empty();

    @Option(
            names = {"--eth-password", "-ethPassword"},
            paramLabel = "FILE",
            description = "holds the key store's passphrase; without it the terminal is asked")
    private Optional<String> passphraseFile = Optional.empty();

    @Option(
            names = "--signer-url",
            paramLabel = "URL",
            description = "a Web3Signer that holds the key of --eth-acct-addr")
    private Optional<URI> signer = Optional.empty();

    @Option(
            names = "--signer-key",
            paramLabel = "ID",
            description = "under which the signer keeps it; default is the address")
    private Optional<String> signerKey = Optional.empty();

    /** @throws CommandFailed when the key is not there, or not that of the account */
    TransactionSigner open(DataDirectory data, NodeBase base) {
        if (signer.isPresent()) {
            return remote(signer.get());
        }
        var key = keyStore.<TransactionSigner>map(this::stored).orElseGet(() -> new LocalKey(data.key(base.secrets())));
        account.map(ChainOptions::address)
                .filter(wanted -> !wanted.equals(key.address()))
                .ifPresent(wanted -> {
                    throw unfit("The key at hand is that of " + key.address() + ", not of --eth-acct-addr " + wanted
                            + "; name its key store by --eth-keystore-path");
                });
        return key;
    }

    /** Its connections end with the process. */
    private TransactionSigner remote(URI service) {
        var address = account.map(ChainOptions::address)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.WRONG_USE, "--signer-url needs --eth-acct-addr ADDRESS, the account it signs for"));
        return new RemoteKey(
                HttpClient.start(ClientConfig.FOR_SERVICES),
                service,
                signerKey.orElse(address.toString()),
                address,
                SIGNING_LIMIT);
    }

    private TransactionSigner stored(Path path) {
        var file = Files.isDirectory(path) ? within(path) : path;
        try {
            return new LocalKey(KeyStore.read(file, passphrase(file)));
        } catch (IOException failed) {
            throw unfit("The key store " + file + " cannot be opened: " + failed.getMessage());
        }
    }

    /** Geth's names end with the address. */
    private Path within(Path folder) {
        var ending = account.map(text ->
                        ChainOptions.address(text).toString().substring(2).toLowerCase(Locale.ROOT))
                .orElse("");
        List<Path> found;
        try (var files = Files.list(folder)) {
            found = files.filter(Files::isRegularFile)
                    .filter(file -> name(file).contains(ending))
                    .toList();
        } catch (IOException failed) {
            throw unfit("The key stores in " + folder + " cannot be listed: " + failed.getMessage());
        }
        if (found.size() != 1) {
            throw unfit("There are " + found.size() + " key stores in " + folder
                    + (ending.isEmpty() ? "; choose one by --eth-acct-addr" : " for the account 0x" + ending));
        }
        return found.getFirst();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private Passphrase passphrase(Path keyStore) throws IOException {
        if (passphraseFile.isPresent()) {
            return Passphrase.fromFile(file(passphraseFile.get()));
        }
        return Passphrase.fromConsole("Passphrase of " + keyStore + ": ")
                .orElseThrow(
                        () -> unfit(
                                "The passphrase of " + keyStore
                                        + " is needed, and there is no terminal to ask; put it into a file and name that by --eth-password"));
    }

    /** The text is not repeated: it may be the passphrase. */
    private static Path file(String text) {
        try {
            var path = Path.of(text);
            if (Files.isRegularFile(path)) {
                return path;
            }
        } catch (InvalidPathException noPath) {
            // A passphrase, most likely.
        }
        throw new CommandFailed(
                ExitCode.WRONG_USE,
                "--eth-password takes the name of a file that holds the passphrase, and there is no file of that name;"
                        + " a passphrase on the command line can be read by every user of this machine");
    }

    private static CommandFailed unfit(String sentence) {
        return new CommandFailed(ExitCode.UNFIT, sentence);
    }
}
