package io.headrace.ethereum.dev;

import java.util.List;
import java.util.Map;

/**
 * How the contracts of a local chain are deployed: the resource {@code deployment.json}. In a value {@code @Name} is the
 * address of that deployment, {@code @deployer} the account that deploys, {@code $name} a parameter and {@code #Name}
 * the Keccak-256 of the name.
 *
 * @param deployments in their order
 * @param calls after the deployments and after all contracts are registered, in their order
 */
record Plan(String about, Map<String, String> parameters, List<Deploy> deployments, List<Invoke> calls) {

    /** @param ids the names under which the controller learns of it */
    record Deploy(String name, String contract, List<Argument> arguments, List<String> ids) {}

    /** @param function with the types of its arguments */
    record Invoke(String on, String function, List<Argument> arguments) {
        String name() {
            return function.substring(0, function.indexOf('('));
        }
    }

    record Argument(String name, String type, String value) {}
}
