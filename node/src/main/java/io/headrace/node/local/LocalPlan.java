package io.headrace.node.local;

import io.headrace.crypto.EthAddress;
import io.headrace.media.request.Preset;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.ModelSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a local network is set up.
 *
 * @param ports where it listens
 * @param faults by an orchestrator's name, how it misbehaves on purpose
 * @param live what is made of streams
 * @param slots segments that each orchestrator works on at once
 * @param models that each orchestrator computes
 */
public record LocalPlan(
        DataDirectory data,
        Ports ports,
        Money money,
        Map<String, String> faults,
        LiveSettings live,
        Preset preset,
        int slots,
        ModelSettings models) {

    public LocalPlan {
        faults = Map.copyOf(faults);
    }

    /** Of a network that computes no models. */
    public LocalPlan(
            DataDirectory data,
            Ports ports,
            Money money,
            Map<String, String> faults,
            LiveSettings live,
            Preset preset,
            int slots) {
        this(data, ports, money, faults, live, preset, slots, ModelSettings.NONE);
    }

    /** Where a network listens. */
    public sealed interface Ports {
        /** Added to every default port. */
        record Offset(int offset) implements Ports {}

        /** Whatever is free: a network for one command alone. */
        record Any() implements Ports {}

        default int of(int usual) {
            return switch (this) {
                case Offset(var offset) -> usual + offset;
                case Any _ -> 0;
            };
        }
    }

    /** On which chain work is paid for. */
    public sealed interface Money {

        Money LEDGER = new Ledger();
        Money OFF = new Off();

        /** The in-process chain. */
        record Ledger() implements Money {}

        /** None. */
        record Off() implements Money {}

        /**
         * An EVM of the network's own.
         *
         * @param program anvil
         */
        record Anvil(Path program) implements Money {}

        /**
         * A chain that runs elsewhere and has the protocol's contracts.
         *
         * @param url its JSON-RPC endpoint
         */
        record Elsewhere(URI url, EthAddress controller) implements Money {}
    }
}
