package io.headrace.admin;

import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.money.MoneyParts;
import io.headrace.journal.Journal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What of a node its admin API shows and changes.
 *
 * @param join explains jobs; it reads the same journal
 * @param readiness what keeps it from taking work, besides being drained
 * @param money what may be changed about its money; empty on a network without
 * @param meters all meters in Prometheus' text format
 * @param frames of real-time streams
 * @param runners takes those that the operator names; empty for a node without live runners
 */
public record AdminParts(
        NodeView node,
        Journal journal,
        JournalJoin join,
        WalletView wallet,
        Drainable drain,
        Readiness readiness,
        Optional<MoneyParts> money,
        Supplier<String> meters,
        FramesView frames,
        Optional<RunnerList> runners) {

    /** Of a node that depends on nothing and counts nothing. */
    public AdminParts(NodeView node, Journal journal, JournalJoin join, WalletView wallet, Drainable drain) {
        this(
                node,
                journal,
                join,
                wallet,
                drain,
                Readiness.ALWAYS,
                Optional.empty(),
                () -> "",
                FramesView.NONE,
                Optional.empty());
    }

    public AdminParts depending(Readiness on) {
        return new AdminParts(node, journal, join, wallet, drain, on, money, meters, frames, runners);
    }

    public AdminParts counting(Supplier<String> with) {
        return new AdminParts(node, journal, join, wallet, drain, readiness, money, with, frames, runners);
    }

    public AdminParts changing(Optional<MoneyParts> of) {
        return new AdminParts(node, journal, join, wallet, drain, readiness, of, meters, frames, runners);
    }

    public AdminParts flying(FramesView view) {
        return new AdminParts(node, journal, join, wallet, drain, readiness, money, meters, view, runners);
    }

    public AdminParts naming(Optional<RunnerList> list) {
        return new AdminParts(node, journal, join, wallet, drain, readiness, money, meters, frames, list);
    }
}
