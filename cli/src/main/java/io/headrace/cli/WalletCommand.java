package io.headrace.cli;

import picocli.CommandLine.Command;

/** What concerns a node's money: the root of {@code wallet show} and its like; {@link MoneyCommands} adds them. */
@Command(name = "wallet", description = "A node's money.", mixinStandardHelpOptions = true)
public final class WalletCommand {}
