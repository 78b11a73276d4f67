package io.headrace.ethereum.abi;

import static io.headrace.ethereum.abi.Encoding.address;
import static io.headrace.ethereum.abi.Encoding.text;

import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;

/** {@code ServiceRegistry}, and the detached one for AI that has the same form (payments section 4.8). */
public record ServicesContract(EthAddress at) {

    public static final String NAME = "ServiceRegistry";

    /** Nobody checks what is written. */
    public Call setServiceUri(String uri) {
        return new Call(
                NAME + ".setServiceURI", Purpose.REGISTER, at, Wei.ZERO, Encoding.call("setServiceURI", text(uri)));
    }

    /** Empty for one who wrote nothing. */
    public Query<String> serviceUri(EthAddress orchestrator) {
        return Query.of(NAME, at, 2, words -> words.text(0), "getServiceURI", address(orchestrator));
    }
}
