package io.headrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a node has in its wallet, with the ticket broker and in the bonding contract. */
@Command(
        name = "show",
        description = "Balances, deposit, reserve, pending fees and stake.",
        mixinStandardHelpOptions = true)
final class WalletShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    WalletShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var client = admin.client()) {
            var wallet = client.document(client.get("/wallet", "application/json"));
            DocumentLines.print(terminal, admin.json(), wallet);
            return ExitCode.DONE.code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        }
    }
}
