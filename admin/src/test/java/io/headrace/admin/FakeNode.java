package io.headrace.admin;

import io.headrace.admin.join.JournalJoin;
import io.headrace.admin.join.Witnesses;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.journal.InMemoryJournal;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node that has nothing but what its admin API shows. */
public final class FakeNode {

    public static final AdminToken TOKEN = new AdminToken("0123456789abcdef0123456789abcdef");

    public final InMemoryJournal journal = new InMemoryJournal();
    public final FakeDrain drain = new FakeDrain();
    final List<Hindrance> hindrances = new ArrayList<>();
    WalletView wallet = WalletView.NONE;

    public AdminParts parts(Witnesses witnesses) {
        return new AdminParts(
                        this::status,
                        journal,
                        new JournalJoin(journal, witnesses, () -> Instant.EPOCH),
                        () -> wallet.show(),
                        drain)
                .depending(() -> hindrances)
                .counting(() -> "headrace_jobs 1\n");
    }

    void becomesWealthy() {
        wallet = () -> Optional.of(new WalletStatement(
                EthAddress.ZERO, Wei.of(1), Tokens.whole(2), Wei.of(3), Wei.of(4), 5, Wei.of(6), Tokens.ZERO));
    }

    void losesItsChain() {
        wallet = () -> {
            throw new ChainUnavailable("balance of 0x00", true);
        };
    }

    private NodeStatus status() {
        return new NodeStatus(
                "gateway", "gateway", EthAddress.ZERO, 4711, Duration.ofMillis(1500), new NodeStatus.Work(1, 2, 3, 4));
    }
}
