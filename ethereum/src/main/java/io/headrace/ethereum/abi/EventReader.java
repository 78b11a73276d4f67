package io.headrace.ethereum.abi;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.abi.ChainEvent.Bond;
import io.headrace.ethereum.abi.ChainEvent.DepositFunded;
import io.headrace.ethereum.abi.ChainEvent.NewRound;
import io.headrace.ethereum.abi.ChainEvent.Rebond;
import io.headrace.ethereum.abi.ChainEvent.ReserveClaimed;
import io.headrace.ethereum.abi.ChainEvent.ReserveFunded;
import io.headrace.ethereum.abi.ChainEvent.Reward;
import io.headrace.ethereum.abi.ChainEvent.ServiceUriUpdate;
import io.headrace.ethereum.abi.ChainEvent.TranscoderActivated;
import io.headrace.ethereum.abi.ChainEvent.TranscoderDeactivated;
import io.headrace.ethereum.abi.ChainEvent.Unbond;
import io.headrace.ethereum.abi.ChainEvent.Unlock;
import io.headrace.ethereum.abi.ChainEvent.UnlockCancelled;
import io.headrace.ethereum.abi.ChainEvent.WinningTicketRedeemed;
import io.headrace.ethereum.abi.ChainEvent.WinningTicketTransfer;
import io.headrace.ethereum.abi.ChainEvent.WithdrawFees;
import io.headrace.ethereum.abi.ChainEvent.WithdrawStake;
import io.headrace.ethereum.abi.ChainEvent.Withdrawal;
import io.headrace.ethereum.rpc.Log;
import io.headrace.payments.CreationRound;
import io.headrace.payments.WinProb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes events of logs. Only logs of the protocol's own contracts count: anybody can deploy a contract that writes the
 * same topics.
 */
public final class EventReader {

    private static final List<EventKind<?>> BROKER = List.of(
            new EventKind<>(
                    "DepositFunded(address,uint256)",
                    1,
                    1,
                    (key, word) -> new DepositFunded(key.address(0), word.wei(0))),
            new EventKind<>(
                    "ReserveFunded(address,uint256)",
                    1,
                    1,
                    (key, word) -> new ReserveFunded(key.address(0), word.wei(0))),
            new EventKind<>(
                    "ReserveClaimed(address,address,uint256)",
                    1,
                    2,
                    (key, word) -> new ReserveClaimed(key.address(0), word.address(0), word.wei(1))),
            new EventKind<>(
                    "WinningTicketTransfer(address,address,uint256)",
                    2,
                    1,
                    (key, word) -> new WinningTicketTransfer(key.address(0), key.address(1), word.wei(0))),
            new EventKind<>(
                    "WinningTicketRedeemed(address,address,uint256,uint256,uint256,uint256,bytes)",
                    2,
                    5,
                    (key, word) -> new WinningTicketRedeemed(
                            key.address(0),
                            key.address(1),
                            word.wei(0),
                            new WinProb(word.uint(1)),
                            word.count(2),
                            word.hash(3))),
            new EventKind<>(
                    "Unlock(address,uint256,uint256)",
                    1,
                    2,
                    (key, word) -> new Unlock(key.address(0), word.count(0), word.count(1))),
            new EventKind<>("UnlockCancelled(address)", 1, 0, (key, _) -> new UnlockCancelled(key.address(0))),
            new EventKind<>(
                    "Withdrawal(address,uint256,uint256)",
                    1,
                    2,
                    (key, word) -> new Withdrawal(key.address(0), word.wei(0), word.wei(1))));

    private static final List<EventKind<?>> ROUNDS = List.of(new EventKind<>(
            "NewRound(uint256,bytes32)",
            1,
            1,
            (key, word) ->
                    new NewRound(new CreationRound(key.word(0).toUnsigned().longValueExact(), word.hash(0)))));

    private static final List<EventKind<?>> BONDING = List.of(
            new EventKind<>(
                    "TranscoderActivated(address,uint256)",
                    1,
                    1,
                    (key, word) -> new TranscoderActivated(key.address(0), word.count(0))),
            new EventKind<>(
                    "TranscoderDeactivated(address,uint256)",
                    1,
                    1,
                    (key, word) -> new TranscoderDeactivated(key.address(0), word.count(0))),
            new EventKind<>("Reward(address,uint256)", 1, 1, (key, word) -> new Reward(key.address(0), word.tokens(0))),
            new EventKind<>(
                    "Bond(address,address,address,uint256,uint256)",
                    3,
                    2,
                    (key, word) -> new Bond(key.address(0), key.address(2), word.tokens(0), word.tokens(1))),
            new EventKind<>(
                    "Unbond(address,address,uint256,uint256,uint256)",
                    2,
                    3,
                    (key, word) ->
                            new Unbond(key.address(0), key.address(1), word.count(0), word.tokens(1), word.count(2))),
            new EventKind<>(
                    "Rebond(address,address,uint256,uint256)",
                    2,
                    2,
                    (key, word) -> new Rebond(key.address(0), key.address(1), word.count(0), word.tokens(1))),
            new EventKind<>(
                    "WithdrawStake(address,uint256,uint256,uint256)",
                    1,
                    3,
                    (key, word) -> new WithdrawStake(key.address(0), word.count(0), word.tokens(1), word.count(2))),
            new EventKind<>(
                    "WithdrawFees(address,address,uint256)",
                    1,
                    2,
                    (key, word) -> new WithdrawFees(key.address(0), word.address(0), word.wei(1))));

    private static final List<EventKind<?>> SERVICES = List.of(new EventKind<>(
            "ServiceURIUpdate(address,string)",
            1,
            2,
            (key, word) -> new ServiceUriUpdate(key.address(0), word.text(0))));

    private final Map<EthAddress, Map<Hash256, EventKind<?>>> kinds;

    public EventReader(Contracts contracts) {
        this.kinds = Map.of(
                contracts.broker().at(), byTopic(BROKER),
                contracts.rounds().at(), byTopic(ROUNDS),
                contracts.bonding().at(), byTopic(BONDING),
                contracts.services().at(), byTopic(SERVICES));
    }

    /** The topics of all that can be read. */
    public List<Hash256> topics() {
        return kinds.values().stream()
                .flatMap(ofContract -> ofContract.keySet().stream())
                .sorted()
                .toList();
    }

    /**
     * Empty for a log of another contract, or of a kind that nobody reads.
     *
     * @throws IllegalArgumentException when the log has another form than its topic says
     */
    public Optional<ChainEvent> read(Log log) {
        var ofContract = kinds.get(log.contract());
        if (ofContract == null || log.topics().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(ofContract.get(log.topics().getFirst())).map(kind -> kind.read(log));
    }

    /** The first event of this type among the logs. */
    public <E extends ChainEvent> Optional<E> first(Class<E> type, List<Log> logs) {
        return logs.stream()
                .flatMap(log -> read(log).stream())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static Map<Hash256, EventKind<?>> byTopic(List<EventKind<?>> kinds) {
        return kinds.stream().collect(Collectors.toUnmodifiableMap(EventKind::topic, Function.identity()));
    }
}
