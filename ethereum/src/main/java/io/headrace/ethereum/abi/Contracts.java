package io.headrace.ethereum.abi;

import io.headrace.crypto.EthAddress;
import java.util.List;
import java.util.function.Function;

/** The protocol's contracts on one chain. */
public record Contracts(
        ControllerContract controller,
        BrokerContract broker,
        RoundsContract rounds,
        BondingContract bonding,
        MinterContract minter,
        TokenContract token,
        ServicesContract services) {

    /**
     * Those that the controller names; proxies' targets change, so no other address is ever written down.
     *
     * @param ask answers a question to a contract
     * @throws IllegalArgumentException when the controller does not know one of them
     */
    public static Contracts of(ControllerContract controller, Function<Query<EthAddress>, EthAddress> ask) {
        Function<String, EthAddress> named = name -> {
            var address = ask.apply(controller.contract(name));
            if (address.isZero()) {
                throw new IllegalArgumentException("The controller at " + controller.at() + " knows no " + name
                        + "; is this the protocol's controller on this chain?");
            }
            return address;
        };
        return new Contracts(
                controller,
                new BrokerContract(named.apply(BrokerContract.NAME)),
                new RoundsContract(named.apply(RoundsContract.NAME)),
                new BondingContract(named.apply(BondingContract.NAME)),
                new MinterContract(named.apply(MinterContract.NAME)),
                new TokenContract(named.apply(TokenContract.NAME)),
                new ServicesContract(named.apply(ServicesContract.NAME)));
    }

    /** The same with a detached registry, as orchestrators of AI use one. */
    public Contracts with(ServicesContract detached) {
        return new Contracts(controller, broker, rounds, bonding, minter, token, detached);
    }

    /** Whose logs are watched. */
    public List<EthAddress> writers() {
        return List.of(broker.at(), rounds.at(), bonding.at(), services.at());
    }
}
