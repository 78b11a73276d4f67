package io.headrace.ethereum;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.ethereum.abi.BondingContract;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.ControllerContract;
import io.headrace.ethereum.abi.OrchestratorRecord;
import io.headrace.ethereum.abi.Query;
import io.headrace.ethereum.rpc.JsonRpc;
import io.headrace.ethereum.rpc.Question;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node of a chain on which orchestrators join and leave the pool and call reward, a block for each. One thread. */
final class FakePool implements JsonRpc {

    private static final OrchestratorRecord NOBODY = new OrchestratorRecord(0, 0, 0, 0, 0);

    private record Logged(long block, String event, EthAddress orchestrator) {}

    private final AtomicLong addresses = new AtomicLong(100);
    final Contracts contracts =
            Contracts.of(new ControllerContract(orchestrator(99)), _ -> orchestrator(addresses.incrementAndGet()));

    /** The methods that were asked since it was cleared. */
    final List<String> asked = new ArrayList<>();

    private final TreeMap<EthAddress, OrchestratorRecord> records = new TreeMap<>();
    private final List<EthAddress> pool = new ArrayList<>();
    private final List<Logged> logs = new ArrayList<>();
    long head = 1_000_000;
    long round = 10;
    long roundStart = head;

    void beginRound() {
        round++;
        head++;
        roundStart = head;
    }

    void join(EthAddress who) {
        pool.add(who);
        change(who, new OrchestratorRecord(record(who).lastRewardRound(), 0, 0, round + 1, Long.MAX_VALUE));
        log("TranscoderActivated(address,uint256)", who);
    }

    void leave(EthAddress who) {
        pool.remove(who);
        var known = record(who);
        change(who, new OrchestratorRecord(known.lastRewardRound(), 0, 0, known.activationRound(), round + 1));
        log("TranscoderDeactivated(address,uint256)", who);
    }

    void reward(EthAddress who) {
        var known = record(who);
        change(who, new OrchestratorRecord(round, 0, 0, known.activationRound(), known.deactivationRound()));
        log("Reward(address,uint256)", who);
    }

    /** As if a reorganisation had changed what no event tells of any more. */
    void change(EthAddress who, OrchestratorRecord to) {
        records.put(who, to);
    }

    private void log(String event, EthAddress who) {
        head++;
        logs.add(new Logged(head, event, who));
    }

    private OrchestratorRecord record(EthAddress who) {
        return records.getOrDefault(who, NOBODY);
    }

    @Override
    public <T> T ask(Question<T> question, Duration limit) {
        asked.add(question.method());
        return question.reader().apply(answer(question));
    }

    private JsonNode answer(Question<?> question) {
        return switch (question.method()) {
            case "eth_blockNumber" -> json(hex(head));
            case "eth_getLogs" -> logs((Map<?, ?>) question.parameters().getFirst());
            case "eth_call" -> {
                var message = (Map<?, ?>) question.parameters().getFirst();
                var answer = views().get(String.valueOf(message.get("data")));
                if (answer == null) {
                    throw new AssertionError("asked " + message);
                }
                yield json(answer);
            }
            default -> throw new AssertionError("asked " + question.method());
        };
    }

    private Map<String, String> views() {
        var views = new HashMap<String, String>();
        BondingContract bonding = contracts.bonding();
        put(views, contracts.rounds().currentRound(), round);
        put(views, contracts.rounds().currentRoundStartBlock(), roundStart);
        put(views, bonding.firstInPool(), pool.isEmpty() ? 0 : number(pool.getFirst()));
        for (int i = 0; i < pool.size(); i++) {
            put(views, bonding.nextInPool(pool.get(i)), i + 1 < pool.size() ? number(pool.get(i + 1)) : 0);
        }
        records.forEach((who, known) -> put(
                views,
                bonding.transcoder(who),
                known.lastRewardRound(),
                0,
                0,
                0,
                known.activationRound(),
                known.deactivationRound(),
                0,
                0,
                0,
                0));
        return views;
    }

    private static void put(Map<String, String> views, Query<?> query, long... words) {
        var hex = new StringBuilder("0x");
        for (long word : words) {
            hex.append("%064x".formatted(word));
        }
        views.put(query.data().toString(), hex.toString());
    }

    private JsonNode logs(Map<?, ?> filter) {
        long from = Long.decode(String.valueOf(filter.get("fromBlock")));
        long to = Long.decode(String.valueOf(filter.get("toBlock")));
        return json(logs.stream()
                .filter(log -> log.block() >= from && log.block() <= to)
                .map(this::log)
                .toList());
    }

    private Map<String, Object> log(Logged log) {
        return Map.of(
                "address", contracts.bonding().at().toString(),
                "topics",
                        List.of(
                                Keccak.hash(log.event().getBytes(US_ASCII)).toString(),
                                "0x" + "0".repeat(24)
                                        + log.orchestrator().toString().substring(2)),
                "data", "0x%064x".formatted(1),
                "blockNumber", hex(log.block()),
                "blockHash", Hash256.ZERO.toString(),
                "transactionHash", Hash256.ZERO.toString(),
                "logIndex", "0x0");
    }

    static EthAddress orchestrator(long number) {
        return EthAddress.parse(address(number));
    }

    private static long number(EthAddress address) {
        return new BigInteger(1, address.bytes()).longValueExact();
    }

    private static String address(long number) {
        return "0x%040x".formatted(number);
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static JsonNode json(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }
}
