package io.headrace.admin;

import io.headrace.admin.join.JournalJoin;
import io.headrace.journal.Journal;

/**
 * What of a node its admin API shows and changes.
 *
 * @param join explains jobs; it reads the same journal
 */
public record AdminParts(NodeView node, Journal journal, JournalJoin join, WalletView wallet, Drainable drain) {}
