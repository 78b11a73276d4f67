// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Where each orchestrator can be reached, in its own words.
/// @notice A chain has two: one named by the Controller, and one of its own for AI orchestrators. Nothing is checked:
/// readers are. Source: payments section 4.8.
contract ServiceRegistry {
    mapping(address account => string) private uris;

    event ServiceURIUpdate(address indexed addr, string serviceURI);

    /// @notice Sets the caller's URI; an empty one takes it away (section 4.8).
    function setServiceURI(string calldata serviceURI) external {
        uris[msg.sender] = serviceURI;
        emit ServiceURIUpdate(msg.sender, serviceURI);
    }

    /// @notice An account's URI; empty if it set none (section 4.8).
    function getServiceURI(address account) external view returns (string memory) {
        return uris[account];
    }
}
