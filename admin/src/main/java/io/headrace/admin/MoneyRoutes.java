package io.headrace.admin;

import io.headrace.admin.money.Errands;
import io.headrace.admin.money.MoneyParts;
import io.headrace.admin.money.StakeDesk;
import io.headrace.admin.money.WalletDesk;
import io.headrace.transport.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that an operator may change about a node's money; a node without the one or the other says so. */
record MoneyRoutes(AdminToken token, Optional<MoneyParts> money, Errands errands, Duration patience) {

    List<Route> routes() {
        var routes = new ArrayList<Route>();
        money.ifPresent(parts -> {
            var door = new ChangeDoor(token, errands, patience);
            routes.addAll(door.routes());
            routes.addAll(new WalletRoutes(door, new WalletDesk(parts.chain())).routes());
            routes.addAll(new GuardRoutes(door, parts.spending()).routes());
            parts.price()
                    .ifPresent(tag ->
                            routes.addAll(new OrchestratorRoutes(door, new StakeDesk(parts.chain()), tag).routes()));
        });
        if (money.isEmpty()) {
            routes.add(absent("/wallet/{change}", "This node has no wallet: its network is without money"));
            routes.add(absent("/guard", "This node spends nothing: its network is without money"));
        }
        if (money.flatMap(MoneyParts::price).isEmpty()) {
            routes.add(absent(
                    "/orchestrator/{change}", "This node is no orchestrator that is paid; name one with --admin"));
        }
        return routes;
    }

    private static Route absent(String path, String sentence) {
        return Route.anyMethod(path, (exchange, _) -> Answers.refuse(exchange, 404, sentence));
    }
}
