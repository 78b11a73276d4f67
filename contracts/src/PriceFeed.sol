// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A price that its owner sets, behind the interface of a public price feed.
/// @notice Source: payments sections 3.8 and 9.
contract PriceFeed {
    struct RoundData {
        int256 answer;
        uint256 updatedAt;
    }

    /// @notice The account that sets the price.
    address public immutable owner;

    /// @notice How many decimals the answer has.
    uint8 public immutable decimals;

    /// @notice What is priced in what, as "BASE / QUOTE".
    string public description;

    uint80 private roundId;
    RoundData private latest;

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    /// @param answer how much QUOTE one BASE costs, times 10^decimals
    constructor(string memory description_, uint8 decimals_, int256 answer) {
        owner = msg.sender;
        description = description_;
        decimals = decimals_;
        update(answer);
    }

    /// @notice Sets the price; zero and negative ones are allowed, since readers must cope with them.
    function setAnswer(int256 answer) external {
        require(msg.sender == owner, "caller must be the price feed's owner");
        update(answer);
    }

    /// @notice The price, and since when it holds in seconds since 1970 (section 3.8).
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return (roundId, latest.answer, latest.updatedAt, latest.updatedAt, roundId);
    }

    function update(int256 answer) private {
        roundId++;
        latest = RoundData(answer, block.timestamp);
        emit AnswerUpdated(answer, roundId, block.timestamp);
    }
}
