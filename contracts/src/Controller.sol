// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IController} from "./interfaces/IController.sol";

/// @title The address book of the protocol, and its one switch.
/// @notice Every other contract finds its neighbours here by id, the keccak-256 of an ASCII name, so that the order of
/// deployment is free. Starts paused. Source: payments section 4.2.
contract Controller is IController {
    /// @inheritdoc IController
    address public owner;

    /// @inheritdoc IController
    bool public paused = true;

    struct ContractInfo {
        address contractAddress;
        bytes20 gitCommitHash;
    }

    mapping(bytes32 id => ContractInfo) private registry;

    event SetContractInfo(bytes32 id, address contractAddress, bytes20 gitCommitHash);
    event Pause();
    event Unpause();
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    modifier onlyOwner() {
        require(msg.sender == owner, "caller must be Controller owner");
        _;
    }

    constructor() {
        owner = msg.sender;
        emit OwnershipTransferred(address(0), msg.sender);
    }

    /// @notice Registers or replaces a contract. Owner only (section 4.2).
    /// @param id keccak-256 of the contract's name
    /// @param contractAddress where it lives; zero forgets it
    /// @param gitCommitHash the version of its source, kept for readers only
    function setContractInfo(bytes32 id, address contractAddress, bytes20 gitCommitHash) external onlyOwner {
        registry[id] = ContractInfo(contractAddress, gitCommitHash);
        emit SetContractInfo(id, contractAddress, gitCommitHash);
    }

    /// @notice Stops every call that moves value. Owner only (section 4.2).
    function pause() external onlyOwner {
        paused = true;
        emit Pause();
    }

    /// @notice Lets calls through again. Owner only (section 4.2).
    function unpause() external onlyOwner {
        paused = false;
        emit Unpause();
    }

    /// @notice Hands the protocol to another owner (section 4.2).
    function transferOwnership(address newOwner) external onlyOwner {
        require(newOwner != address(0), "new owner is the zero address");
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }

    /// @inheritdoc IController
    function getContract(bytes32 id) external view returns (address) {
        return registry[id].contractAddress;
    }

    /// @notice The address and source version of an id; zeros for one that is not registered (section 4.2).
    function getContractInfo(bytes32 id) external view returns (address contractAddress, bytes20 gitCommitHash) {
        ContractInfo storage info = registry[id];
        return (info.contractAddress, info.gitCommitHash);
    }
}
