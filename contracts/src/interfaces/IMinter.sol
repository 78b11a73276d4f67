// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What the other contracts ask of the Minter (payments sections 4.6 and 4.7).
interface IMinter {
    /// @notice Mints an orchestrator's part of the round's inflation into the Minter. BondingManager only.
    function createReward(uint256 stake, uint256 totalStake) external returns (uint256 minted);

    /// @notice Pays out tokens that the Minter holds. BondingManager only.
    function trustedTransferTokens(address to, uint256 amount) external;

    /// @notice Pays out ETH that the Minter holds. BondingManager and JobsManager only.
    function trustedWithdrawETH(address payable to, uint256 amount) external;

    /// @notice Takes ETH into custody. JobsManager only.
    function depositETH() external payable;

    /// @notice Recomputes inflation at the beginning of a round. RoundsManager only.
    function setCurrentRewardTokens() external;
}
