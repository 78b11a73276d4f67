package io.headrace.admin;

import io.headrace.admin.money.Report;
import io.headrace.admin.money.WalletDesk;
import io.headrace.transport.Route;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What changes a node's money. Amounts are decimal strings of wei, or of a token's smallest parts. */
record WalletRoutes(ChangeDoor door, WalletDesk desk) {

    List<Route> routes() {
        return List.of(
                door.post("/wallet/fund", Set.of("deposit", "reserve"), this::fund),
                door.post("/wallet/unlock", Set.of(), _ -> desk::unlock),
                door.post("/wallet/cancel-unlock", Set.of(), _ -> desk::cancelUnlock),
                door.post("/wallet/withdraw", Set.of(), _ -> desk::withdraw),
                door.post("/wallet/transfer", Set.of("asset", "to", "amount"), this::transfer));
    }

    private Supplier<Report> fund(ChangeRequest request) {
        var deposit = request.weiOrZero("deposit");
        var reserve = request.weiOrZero("reserve");
        if (deposit.isZero() && reserve.isZero()) {
            throw new IllegalArgumentException("Neither deposit nor reserve is more than nothing");
        }
        return () -> desk.fund(deposit, reserve);
    }

    private Supplier<Report> transfer(ChangeRequest request) {
        var to = request.recipient("to");
        return switch (request.text("asset")) {
            case "eth" -> {
                var amount = request.wei("amount");
                yield () -> desk.transferEth(to, amount);
            }
            case "lpt" -> {
                var amount = request.tokens("amount");
                yield () -> desk.transferTokens(to, amount);
            }
            default -> throw new IllegalArgumentException("The field asset is eth or lpt");
        };
    }
}
