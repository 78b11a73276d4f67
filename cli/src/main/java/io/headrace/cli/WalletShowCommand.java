package io.headrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows what a node has in its wallet, with the ticket broker and in the bonding contract. */
@Command(
        name = "show",
        description = "Balances, deposit, reserve, pending fees and stake.",
        mixinStandardHelpOptions = true)
final class WalletShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    WalletShowCommand() {
        this(Terminal.standard());
    }

    WalletShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var client = admin.client()) {
            var wallet = client.document(client.get("/wallet", "application/json"));
            if (admin.json()) {
                JsonOutput.print(terminal.out(), wallet);
            } else {
                print(wallet);
            }
            return ExitCode.DONE.code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        }
    }

    private void print(JsonNode wallet) {
        wallet.properties()
                .forEach(field -> terminal.out()
                        .printf("%-14s %s%n", field.getKey(), field.getValue().asString("")));
        terminal.out().flush();
    }
}
