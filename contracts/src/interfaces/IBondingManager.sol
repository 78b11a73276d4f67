// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What the other contracts ask of the BondingManager (payments section 4.5).
interface IBondingManager {
    /// @notice Credits a winning ticket's payout to an orchestrator and its delegators. TicketBroker only.
    function updateTranscoderWithFees(address transcoder, uint256 fees, uint256 round) external;

    /// @notice Fixes the stake that shares this round's inflation. RoundsManager only.
    function setCurrentRoundTotalActiveStake() external;

    /// @notice Whether the account is in the active set of the current round.
    function isActiveTranscoder(address transcoder) external view returns (bool);

    /// @notice How many orchestrators are in the pool, those who become active next round included.
    function getTranscoderPoolSize() external view returns (uint256);

    /// @notice The stake that is active in the current round.
    function getTotalBonded() external view returns (uint256);
}
