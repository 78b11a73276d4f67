package io.headrace.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import io.headrace.ethereum.key.KeyStore;
import io.headrace.ethereum.key.Passphrase;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.NodeBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** On which chain a role settles and whose key it uses, as operators say it. */
class RoleChainTest {

    private static final String CONTROLLER = "0xD8E8328501E9645d16Cf49539efC04f734606ee4";
    private static final String SECRET = "correct horse battery staple";

    private final NodeBase base = new NodeBase();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        base.close();
    }

    @Command
    private static final class Role implements Runnable {
        @CommandLine.Mixin
        final RoleOptions options = new RoleOptions();

        @Override
        public void run() {}
    }

    private RoleOptions options(String... words) {
        var role = new Role();
        var line = new CommandLine(role);
        var all = new String[words.length + 2];
        all[0] = "--data";
        all[1] = folder.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        line.parseArgs(all);
        return role.options;
    }

    @Test
    void asksForNoMoneyWhereNoChainIsNamed() {
        assertThat(options().chain.open(base)).isEqualTo(new ChainAccess.Off());
    }

    @Test
    void saysThatASilentEndpointDidNotAnswer() throws IOException {
        String url = "http://127.0.0.1:" + unusedPort();

        assertThatThrownBy(() -> options("--eth-url", url, "--controller", CONTROLLER)
                        .chain
                        .open(base))
                .isInstanceOf(ChainUnavailable.class)
                .hasMessageContaining(url)
                .hasMessageNotContaining("\n");
    }

    @Test
    void holdsANetworksEndpointsToItsChainId() throws IOException {
        String url = "http://127.0.0.1:" + unusedPort();

        assertThatThrownBy(() -> options("-ethUrl", url, "-network", "arbitrum-one-mainnet")
                        .chain
                        .open(base))
                .isInstanceOf(ChainUnavailable.class)
                .hasMessageContaining("chain 42161");
    }

    @Test
    void refusesAnEndpointWithoutAController() {
        refuses(
                ExitCode.WRONG_USE,
                "--controller",
                () -> options("--eth-url", "http://127.0.0.1:1").chain.open(base));
    }

    @Test
    void refusesANetworkThatNobodyKnows() {
        refuses(
                ExitCode.WRONG_USE,
                "arbitrum-one",
                () -> options("--eth-url", "http://127.0.0.1:1", "--network", "atlantis")
                        .chain
                        .open(base));
    }

    @Test
    void refusesTwoChainsAtOnce() {
        refuses(
                ExitCode.WRONG_USE,
                "two chains",
                () -> options("--eth-url", "http://127.0.0.1:1", "--ledger", "http://127.0.0.1:2")
                        .chain
                        .open(base));
    }

    @Test
    void opensAKeyStoreWithThePassphraseOfAFile() throws IOException {
        var key = PrivateKey.generate(SecretSource.system());
        var store =
                folder.resolve("UTC--" + key.address().toString().substring(2).toLowerCase(Locale.ROOT));
        var passphrase = Files.writeString(folder.resolve("passphrase"), SECRET + "\n");
        KeyStore.create(store, key, Passphrase.fromFile(passphrase), SecretSource.system());

        var opened = options(
                        "--eth-keystore-path", folder.toString(),
                        "--eth-acct-addr", key.address().toString(),
                        "--eth-password", passphrase.toString())
                .key
                .open(new DataDirectory(folder), base);

        assertThat(opened.address()).isEqualTo(key.address());
    }

    @Test
    void refusesAPassphraseOnTheCommandLineWithoutRepeatingIt() throws IOException {
        var store = Files.writeString(folder.resolve("store"), "{}");

        assertThatThrownBy(() -> options("-ethKeystorePath", store.toString(), "-ethPassword", SECRET)
                        .key
                        .open(new DataDirectory(folder), base))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.WRONG_USE))
                .hasMessageContaining("--eth-password")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void refusesAKeyThatIsNotTheAccounts() {
        refuses(
                ExitCode.UNFIT,
                CONTROLLER,
                () -> options("--eth-acct-addr", CONTROLLER).key.open(new DataDirectory(folder), base));
    }

    @Test
    void refusesASignerOfNoAccount() {
        refuses(
                ExitCode.WRONG_USE,
                "--eth-acct-addr",
                () -> options("--signer-url", "http://127.0.0.1:9000").key.open(new DataDirectory(folder), base));
    }

    private static void refuses(ExitCode code, String word, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(code))
                .hasMessageContaining(word);
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
