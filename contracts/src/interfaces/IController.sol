// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What the other contracts ask of the Controller (payments section 4.2).
interface IController {
    /// @notice The account that may change the registry and pause the system.
    function owner() external view returns (address);

    /// @notice Whether calls that move value are refused.
    function paused() external view returns (bool);

    /// @notice The contract registered under an id; the zero address if there is none.
    function getContract(bytes32 id) external view returns (address);
}
