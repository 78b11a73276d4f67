package io.headrace.cli;

import picocli.CommandLine.Command;

/** What concerns a node's money: the root of {@code wallet show}. */
@Command(
        name = "wallet",
        description = "A node's money.",
        mixinStandardHelpOptions = true,
        subcommands = WalletShowCommand.class)
public final class WalletCommand {}
