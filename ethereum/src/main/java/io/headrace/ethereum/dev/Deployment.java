package io.headrace.ethereum.dev;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.chain.Outcome;
import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Keccak;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.abi.ControllerContract;
import io.headrace.ethereum.abi.Declared;
import io.headrace.ethereum.account.Transactor;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.payments.Wei;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the protocol's contracts on an empty chain, by the plan that lies beside their code. The account that deploys
 * owns them, and holds the first tokens.
 */
public final class Deployment {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CONTROLLER = "Controller";

    /**
     * What was deployed.
     *
     * @param addresses by the names of the plan
     */
    public record Deployed(Map<String, EthAddress> addresses) {

        public Deployed {
            addresses = Map.copyOf(addresses);
        }

        public ControllerContract controller() {
            return new ControllerContract(of(CONTROLLER));
        }

        /** @throws IllegalArgumentException when the plan has no such deployment */
        public EthAddress of(String name) {
            var address = addresses.get(name);
            if (address == null) {
                throw new IllegalArgumentException(
                        "Nothing named " + name + " was deployed, only " + addresses.keySet());
            }
            return address;
        }
    }

    private final Transactor deployer;
    private final Plan plan;
    private final Map<String, String> parameters;
    private final Map<String, EthAddress> addresses = new HashMap<>();

    private Deployment(Transactor deployer, Plan plan, Map<String, String> parameters) {
        this.deployer = deployer;
        this.plan = plan;
        this.parameters = parameters;
    }

    /**
     * Takes about one block for each of some thirty transactions.
     *
     * @param changed parameters of the plan that are to be different, as {@code roundLength}
     * @throws IllegalArgumentException when the plan has no such parameter
     * @throws IllegalStateException when a contract refuses, which on an empty chain means that plan and code disagree
     */
    public static Deployed deploy(Transactor deployer, Map<String, String> changed) {
        var plan = JSON.convertValue(resource("deployment"), Plan.class);
        if (!plan.parameters().keySet().containsAll(changed.keySet())) {
            throw new IllegalArgumentException("The plan's parameters are "
                    + plan.parameters().keySet() + "; not all of " + changed.keySet() + " are among them");
        }
        var parameters = new HashMap<>(plan.parameters());
        parameters.putAll(changed);
        return new Deployment(deployer, plan, parameters).run();
    }

    private Deployed run() {
        plan.deployments().forEach(this::deploy);
        plan.deployments().forEach(deployment -> deployment.ids().forEach(id -> register(id, deployment.name())));
        plan.calls().forEach(this::invoke);
        return new Deployed(addresses);
    }

    private void deploy(Plan.Deploy deployment) {
        var code = HexData.parse(resource(deployment.contract()).get("bytecode").stringValue());
        var call = new Call(
                "the deployment of " + deployment.name(),
                Purpose.DEPLOY,
                EthAddress.ZERO,
                Wei.ZERO,
                code.plus(Declared.arguments(resolved(deployment.arguments()))));
        addresses.put(deployment.name(), send(call).created());
    }

    /** The third value is the commit of the sources, of which nobody asks on a local chain. */
    private void register(String id, String name) {
        send(Declared.call(
                at(CONTROLLER),
                "setContractInfo",
                List.of(
                        new Declared("bytes32", ControllerContract.id(id).toString()),
                        new Declared("address", at(name).toString()),
                        new Declared("bytes20", EthAddress.ZERO.toString()))));
    }

    private void invoke(Plan.Invoke call) {
        send(Declared.call(at(call.on()), call.name(), resolved(call.arguments())));
    }

    private Receipt send(Call call) {
        return switch (deployer.send(call)) {
            case Outcome.Mined<Receipt>(var _, var receipt) -> receipt;
            case Outcome.Reverted<Receipt>(var reason) ->
                throw new IllegalStateException(call.what() + " was refused: " + reason.reason());
        };
    }

    private List<Declared> resolved(List<Plan.Argument> arguments) {
        return arguments.stream()
                .map(argument -> new Declared(argument.type(), resolved(argument.value())))
                .toList();
    }

    private String resolved(String value) {
        String name = value.isEmpty() ? "" : value.substring(1);
        return switch (value.isEmpty() ? ' ' : value.charAt(0)) {
            case '@' -> name.equals("deployer") ? deployer.account().toString() : at(name).toString();
            case '$' -> Objects.requireNonNull(parameters.get(name), name);
            case '#' -> Keccak.hash(name.getBytes(US_ASCII)).toString();
            default -> value;
        };
    }

    private EthAddress at(String name) {
        return Objects.requireNonNull(addresses.get(name), name);
    }

    private static JsonNode resource(String name) {
        String path = "/io/headrace/ethereum/contracts/" + name + ".json";
        try (var in = Deployment.class.getResourceAsStream(path)) {
            return JSON.readTree(Objects.requireNonNull(in, path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
